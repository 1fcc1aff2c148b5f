/* The same points without WebGL: projected one by one, the nearest wins. Slower, but it turns. */
Cavendish.cloudFlat = (() => {
  /** Return { positions, colours, draw, end }, as `cloudGl` does. */
  function create(canvas) {
    const context = canvas.getContext("2d");
    let [points, shown] = [new Float32Array(), new Uint8Array()];

    function draw({ view: [a, b, c], focal, farM, pixel }) {
      const { width, height } = canvas;
      const pixels = new ImageData(width, height);
      const nearest = new Float32Array(width * height).fill(Infinity);
      for (let at = 0; at < points.length; at += 3) {
        const [x, y, z] = [points[at], points[at + 1], points[at + 2]];
        const away = -(c[0] * x + c[1] * y + c[2] * z + c[3]);
        if (away < 0.01 || -z > farM) continue;
        const u = ((focal[0] * (a[0] * x + a[1] * y + a[2] * z + a[3])) / away + 1) * 0.5 * width;
        const v = (1 - (focal[1] * (b[0] * x + b[1] * y + b[2] * z + b[3])) / away) * 0.5 * height;
        dot(pixels, nearest, u, v, away, Math.min(8, Math.max(1, Math.round((pixel * -z) / away))), at);
      }
      context.putImageData(pixels, 0, 0);
    }

    function dot(pixels, nearest, u, v, away, size, at) {
      const { width, height } = pixels;
      for (let y = Math.floor(v - size / 2); y < v + size / 2; y++) {
        for (let x = Math.floor(u - size / 2); x < u + size / 2; x++) {
          const place = y * width + x;
          if (x < 0 || x >= width || y < 0 || y >= height || nearest[place] <= away) continue;
          nearest[place] = away;
          pixels.data.set([shown[at], shown[at + 1], shown[at + 2], 255], 4 * place);
        }
      }
    }

    return { positions: (data) => (points = data), colours: (data) => (shown = data), draw, end: () => {} };
  }

  return { create };
})();
