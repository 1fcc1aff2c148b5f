/* Flow as colours, as pipeline/codecs/flow.py does it: the hue is the direction, the saturation the length. */
Cavendish.flow = (() => {
  const NO_FLOW = 127.5;
  const SECTORS = [[0, 1, 2], [1, 0, 2], [1, 2, 0], [2, 1, 0], [2, 0, 1], [0, 2, 1]]; // greatest, middle, least

  /** Return float32 pixels, right and down for each pixel, NaN where there is no flow. */
  function decode(rgb, reach) {
    const flow = new Float32Array((rgb.length / 3) * 2);
    for (let at = 0; at < rgb.length / 3; at++) {
      const shares = [0, 1, 2].map((channel) => rgb[3 * at + channel] / 255);
      const order = [0, 1, 2].sort((one, other) => shares[other] - shares[one]); // stable: of equals the first
      const [most, middle, least] = order.map((channel) => shares[channel]);
      const span = most - least;
      const part = span > 0 ? (middle - least) / span : 0;
      const sector = SECTORS.findIndex(([first, second]) => first === order[0] && second === order[1]);
      const angle = ((sector + (sector % 2 ? 1 - part : part)) * Math.PI) / 3;
      const length = 255 * most < NO_FLOW ? NaN : (reach * span) / most;
      flow.set([length * Math.cos(angle), length * Math.sin(angle)], 2 * at);
    }
    return flow;
  }

  /** Return the bound of a flow's error in pixels. */
  const error = (reach) => reach * (1 / 510 + Math.PI / 765);

  return { decode, error };
})();
