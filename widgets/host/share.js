// The share bar: link, QR code, embed code, picture, JSON. Every address is made from what is shown when it is pressed;
// what is too long for one can be saved.

import { download } from "../shared/dom.js";
import { briefly, fits, toQuery } from "./stage.js";

/** What takes an address. */
const ADDRESSED = ["share_link", "share_embed", "share_json"];

/**
 * @param {HTMLElement} bar  holds buttons with data-share and one <dialog>
 * @param {{stage: import("./stage.js").Stage, defaults: import("./stage.js").Params, words: Record<string, string>}} about
 */
export function share(bar, { stage, defaults, words }) {
  const dialog = /** @type {HTMLDialogElement} */ (bar.querySelector("dialog"));
  const part = (/** @type {string} */ selector) => /** @type {any} */ (dialog.querySelector(selector));
  const asked = () => briefly(stage.shown, defaults);
  const address = (/** @type {string} */ surface, /** @type {import("./stage.js").Params} */ more = {}) =>
    `${location.origin}/${surface}/${stage.view}?${toQuery({ ...asked(), ...more, lang: stage.lang })}`;
  /** @param {string} [text] */
  const note = (text = "") => {
    part(".share-note").textContent = text;
    part(".share-note").hidden = !text;
  };

  /** @param {string} kind @param {string} text  empty where the question is too long for it @param {boolean} [qr] */
  const open = (kind, text, qr = false) => {
    part("h3").textContent = words[kind];
    part("textarea").value = text;
    part("[data-share-copy]").textContent = words.share_copy;
    part("textarea").hidden = part("[data-share-copy]").hidden = !text;
    part("[data-share-save]").hidden = Boolean(text);
    part("img").hidden = !qr;
    note(text ? "" : words.share_too_long);
    if (qr) {
      part("img").onerror = () => {
        part("img").hidden = true;
        note(words.share_qr_too_long);
      };
      part("img").src = `/qr.svg?${toQuery({ address: text })}`;
    }
    dialog.showModal();
    part("textarea").select();
  };

  /** @type {Record<string, () => void>} */
  const actions = {
    share_link: () => open("share_link", location.href, true),
    share_embed: () => {
      const escaped = address("embed", { controls: "off" }).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
      const code = `<iframe src="${escaped}" style="width:100%;aspect-ratio:16/9;border:0" title="${words.frame_title}"></iframe>`;
      open("share_embed", code);
    },
    share_json: () => void window.open(address("api"), "_blank", "noopener"),
    share_svg: () => /** @type {any} */ (stage.picture).savePicture("svg"),
    share_png: () => /** @type {any} */ (stage.picture).savePicture("png"),
  };

  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // the backdrop
  bar.addEventListener("click", async (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("button"));
    if (!button) return;
    const kind = button.dataset.share;
    if (kind && ADDRESSED.includes(kind) && !fits(asked())) return open(kind, "");
    if (kind) return actions[kind]?.();
    if ("shareSave" in button.dataset) return download(new Blob([JSON.stringify(stage.answer)], { type: "application/json" }), `${stage.view}.json`);
    if ("shareClose" in button.dataset) return dialog.close();
    if ("shareCopy" in button.dataset) {
      part("textarea").select();
      // Outside HTTPS and localhost there is no clipboard API: a class on a local network needs the old way.
      if (navigator.clipboard) await navigator.clipboard.writeText(part("textarea").value);
      else document.execCommand("copy");
      button.textContent = words.share_copied ?? "";
    }
  });
}
