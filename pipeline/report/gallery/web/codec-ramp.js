/* Numbers along a colour map between two ends, as pipeline/codecs/ramp.py does it. */
Cavendish.ramp = {
  /** Return { values (float32, NaN where a colour is none of the map's), error (the bound) } of all pixels. */
  decode(rgb, { low, high, colormap }) {
    const { shares, step } = Cavendish.depth.middles(colormap);
    const project = Cavendish.depth.projection(colormap);
    const values = Float32Array.from({ length: rgb.length / 3 }, (_, at) => {
      const [entry, squared] = project(rgb[3 * at], rgb[3 * at + 1], rgb[3 * at + 2]);
      return Math.sqrt(squared) / 255 > Cavendish.depth.RESIDUAL_MAX ? NaN : low + (high - low) * shares[entry];
    });
    const off = shares.reduce((most, share, at) => Math.max(most, Math.abs(share - at * step)), 0);
    return { values, error: (high - low) * (off + step / 2) };
  },
};
