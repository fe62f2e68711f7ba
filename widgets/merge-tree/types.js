/**
 * The data of the view bpe-encoding, as the server sends it.
 *
 * @typedef {"byte-bpe" | "sentencepiece" | "wordpiece"} Kind
 *
 * @typedef {object} Leaf where a tree begins: a byte, a character, or what is never cut
 * @property {string} text
 * @property {string} bytes in hex
 * @property {number} character its place in the text
 * @property {number | null} id
 * @property {boolean} [dropped] the vocabulary lacks this byte, and the tokenizer leaves it out
 *
 * @typedef {object} Step two neighbours are joined
 * @property {readonly [string, string]} pair
 * @property {number} rank
 * @property {number} at place of the left one among the pieces before the step
 * @property {string} token
 * @property {number} id
 * @property {readonly string[]} pieces all pieces after the step
 *
 * @typedef {object} Attempt WordPiece looks for a piece in its vocabulary
 * @property {number} start in characters of the word
 * @property {number} end
 * @property {string} piece "##" marks one that continues a word
 * @property {boolean} found
 * @property {number | null} id
 *
 * @typedef {object} Token
 * @property {number} id
 * @property {string} text
 * @property {string} bytes in hex
 * @property {number} first_leaf
 * @property {number} last_leaf
 * @property {boolean} fallback a byte that stands for a part of a character that the vocabulary lacks
 * @property {boolean} unknown
 *
 * @typedef {object} Chunk a part of the text that is cut for itself
 * @property {string} text
 * @property {number} start in characters of the text
 * @property {number} end
 * @property {boolean} [fixed] a token put into the vocabulary as a whole, which nothing is merged for
 * @property {boolean} [too_long] a word that WordPiece does not even try
 * @property {readonly Leaf[]} leaves
 * @property {readonly Step[]} steps in the order in which they happen
 * @property {readonly Attempt[]} attempts
 * @property {readonly Token[]} tokens
 *
 * @typedef {object} Result
 * @property {{id: string, name: string, family: Kind, vocabulary: number}} tokenizer
 * @property {Kind} kind
 * @property {"merge-line" | "token-id" | "vocabulary-place" | null} rank_means what the ranks of the steps are
 * @property {string} normalized what the tokenizer makes of the text before it cuts
 * @property {readonly Chunk[]} chunks
 * @property {readonly number[]} ids
 * @property {readonly {id: string, name: string}[]} known the tokenizers that can be shown in this way
 *
 * @typedef {object} MergeTreeData
 * @property {"bpe-encoding"} view
 * @property {{text: string, tokenizer: string}} params
 * @property {Result} result
 */

export {};
