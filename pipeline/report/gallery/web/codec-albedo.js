/* Albedo as colours, as pipeline/codecs/albedo.py does it: the share of light that a surface scatters, on sRGB's curve. */
Cavendish.albedo = (() => {
  /** Return float32 shares, three for each pixel. */
  function decode(rgb) {
    return Float32Array.from(rgb, (byte) => {
      const value = byte / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
  }

  return { decode };
})();
