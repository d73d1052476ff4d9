// Numbers and images that are drawn by chance, the same in every run.

/** Whole numbers from `low` to `high`, the same in every run (mulberry32). */
export function drawer(seed) {
  return (low, high) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return low + (((t ^ (t >>> 14)) >>> 0) % (high - low + 1));
  };
}

/** Noise, extremes, a flat color or waves, of up to 100 × 60 pixels; now and then wide. */
export function drawImage(draw, channelCounts = [1, 3, 4]) {
  const channels = channelCounts[draw(0, channelCounts.length - 1)];
  const width = draw(0, 9) === 0 ? draw(1, 1500) : draw(1, 100);
  const height = draw(1, 60);
  const data = new Uint8Array(width * height * channels);
  const [kind, level, pace] = [draw(0, 3), draw(0, 255), draw(1, 40) / 100];
  for (let i = 0; i < data.length; ++i) {
    const wave = 128 + 120 * Math.sin((i % (width * channels)) * pace) * Math.cos(i / (width * channels));
    data[i] = [draw(0, 255), draw(0, 1) * 255, level, wave + draw(-4, 4)][kind];
  }
  return { data, width, height, channels };
}
