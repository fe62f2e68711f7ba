/** How far the plane can be believed: what it shows of the truth, and what it leaves out. */

import { fixed } from "../shared/numbers.js";

const IN_PLANE = 1e-3; // distance from the plane that counts as none

/**
 * @param {import("./types.js").PlaneData} plane
 * @param {number} spacing of the rings, in the units of the vectors
 * @param {import("../shared/picture.js").Say} say
 * @returns {string[]} sentences, the most important first
 */
export function truth({ explained, exact, points }, spacing, say) {
  const offs = points.filter(({ kind }) => kind === "result").map(({ off }) => off);
  const [nearest, furthest] = [Math.min(...offs), Math.max(...offs)];
  return [
    say("shown_share", { share: Math.round(explained * 100) }),
    say(exact ? "exact" : "shadow"),
    offs.length === 0 ? "" : furthest < IN_PLANE ? say("in_plane") : say("off_plane", { from: fixed(nearest, 2), to: fixed(furthest, 2) }),
    say("direction"),
    say("rings", { spacing: String(spacing) }),
  ].filter(Boolean);
}
