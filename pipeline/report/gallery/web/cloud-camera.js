/* Points in space, and an eye that turns around them. Camera space: x right, y up, looking along −z, in metres. */
Cavendish.cloudCamera = (() => {
  const START = { yaw: 0.24, pitch: 0.1, zoom: 1.15 };
  const MAX_PITCH = 1.5;

  /** Unproject the centres of pixels by the intrinsics K; without what has no surface. Returns { positions, pixels }. */
  function unproject({ width, height }, { depths, residuals }, k) {
    const positions = [];
    const pixels = [];
    for (let at = 0; at < width * height; at++) {
      const depth = depths[at];
      if (depth === Infinity || depth === 0 || residuals[at] > Cavendish.depth.RESIDUAL_MAX) continue;
      const [u, v] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
      positions.push(((u - k[0][2]) / k[0][0]) * depth, (-(v - k[1][2]) / k[1][1]) * depth, -depth);
      pixels.push(at);
    }
    return { positions: new Float32Array(positions), pixels };
  }

  /** Return a function that gives the depth below which a share of the points lies. */
  function quantiles(positions) {
    const depths = Float32Array.from({ length: positions.length / 3 }, (_, at) => -positions[3 * at + 2]).sort();
    return (share) => (depths.length ? depths[Math.min(depths.length - 1, Math.floor(share * depths.length))] : 1);
  }

  /** Return the eye that turns about a point in front of the camera. */
  const create = (pivotM) => ({ ...START, pivotM });

  function turn(eye, yaw, pitch) {
    eye.yaw += yaw;
    eye.pitch = Math.min(MAX_PITCH, Math.max(-MAX_PITCH, eye.pitch + pitch));
  }

  const approach = (eye, factor) => (eye.zoom = Math.min(6, Math.max(0.15, eye.zoom * factor)));

  /** Return the matrix (rows of 4) that takes points to the eye's space. */
  function view({ yaw, pitch, zoom, pivotM }) {
    const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
    // Move the pivot to the origin, turn about y, then about x, and step back.
    const rows = [[cy, 0, sy], [sp * sy, cp, -sp * cy], [-cp * sy, sp, cp * cy]];
    return rows.map((row, axis) => [...row, row[2] * pivotM - (axis === 2 ? zoom * pivotM : 0)]);
  }

  return { START, approach, create, quantiles, turn, unproject, view };
})();
