/* PNG to numbers without a canvas: from file:// a canvas may not be read back once a picture was drawn on it, and some
   browsers change what they give back. Targets are 8-bit RGB without interlacing, and nothing else is taken. */
Cavendish.png = (() => {
  const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
  const WANTED = [8, 2, 0, 0, 0]; // depth, RGB, deflate, the five filters, not interlaced

  function chunks(bytes) {
    if (SIGNATURE.some((value, position) => bytes[position] !== value)) throw new Error("not a PNG");
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const found = [];
    for (let at = SIGNATURE.length; at < bytes.length; ) {
      const length = view.getUint32(at);
      const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
      found.push({ name, data: bytes.subarray(at + 8, at + 8 + length) });
      at += 12 + length;
    }
    return found;
  }

  async function inflated(parts) {
    const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** Paeth's predictor: whichever of left, above and above-left comes nearest to left + above − above-left. */
  function paeth(left, above, corner) {
    const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
    return a <= b && a <= c ? left : b <= c ? above : corner;
  }

  const PREDICT = [() => 0, (a) => a, (a, b) => b, (a, b) => (a + b) >> 1, paeth];

  function unfiltered(raw, width, height) {
    const row = 3 * width;
    const rgb = new Uint8Array(row * height);
    for (let y = 0; y < height; y++) {
      const predict = PREDICT[raw[y * (row + 1)]];
      for (let x = 0; x < row; x++) {
        const at = y * row + x;
        const left = x >= 3 ? rgb[at - 3] : 0;
        const above = y ? rgb[at - row] : 0;
        const corner = x >= 3 && y ? rgb[at - row - 3] : 0;
        rgb[at] = raw[y * (row + 1) + 1 + x] + predict(left, above, corner);
      }
    }
    return rgb;
  }

  /** Return { width, height, rgb }, three bytes a pixel, of the bytes of a PNG. */
  async function decode(bytes) {
    const found = chunks(bytes);
    const head = found[0].data;
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    const [width, height] = [view.getUint32(0), view.getUint32(4)];
    if (WANTED.some((value, position) => head[8 + position] !== value)) throw new Error("not a plain 8-bit RGB PNG");
    const raw = await inflated(found.filter(({ name }) => name === "IDAT").map(({ data }) => data));
    return { width, height, rgb: unfiltered(raw, width, height) };
  }

  return { decode };
})();
