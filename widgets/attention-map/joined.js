/** Going on with what is there: an answer without the overview takes the one that is shown already. */

/** @typedef {import("./types.js").AttentionData} AttentionData */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Params} Params */

/** What can be asked for without a new overview: it changes neither a text nor a model nor what is measured. */
const LIGHT = ["layer", "head", "layer_b", "head_b", "matrix", "query", "key"];

/**
 * Whether the overview that is shown will do for an answer to these changes.
 * @param {AttentionData} data
 * @param {Partial<Params>} changes
 */
export function isLight({ result }, changes) {
  return result.overview !== null && Object.keys(changes).every((name) => LIGHT.includes(name));
}

/**
 * The answer with the overview and labels that are shown now, if they are those of its texts and models.
 * @param {AttentionData | null} present
 * @param {AttentionData} answer
 * @returns {AttentionData | null} null: the answer has to be asked for with its overview
 */
export function joinedWith(present, answer) {
  const { result, params } = answer;
  if (result.overview !== null) return answer;
  if (!present || present.params.measured !== params.measured || !suits(present.result, result)) return null;
  const { overview, labels } = present.result;
  const query = answer.query?.replace(/(^|&)overview=[^&]*/, "").replace(/^&/, "");
  let { b } = result;
  const known = present.result.b;
  if (b && known && suits(known, b)) b = { ...b, overview: known.overview, labels: known.labels };
  else if (b && b.model.id !== result.model.id) return null; // its heads are other ones, and they are to be seen
  return { ...answer, ...(query === undefined ? {} : { query }), params: { ...params, overview: true }, result: { ...result, overview, labels, b } };
}

/** Whether one look's overview is another's, too. @param {Look} present @param {Look} look */
function suits(present, look) {
  return present.overview !== null && present.text === look.text && present.model.id === look.model.id;
}
