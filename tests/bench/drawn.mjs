// The pictures that are no photographs: a screenshot-like page, and line art with alpha.
import { readFileSync } from 'node:fs';
import { startBrowser } from '../browser/browser.mjs';

/** The PNG of a page of 1600 × 1250 pixels. Its fonts are this machine's. */
export async function drawScreenshot() {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1250 } });
    await page.setContent(readFileSync(new URL('screenshot.html', import.meta.url), 'utf8'));
    return await page.screenshot();
  } finally {
    await browser.close();
  }
}

/** An SVG of 1600 × 1250 pixels: roses of thin curves over translucent circles. */
export function drawArt() {
  const circles = range(12).map((i) => {
    const [x, y] = [130 + (i % 4) * 440, 220 + Math.floor(i / 4) * 400];
    return `<circle cx="${x}" cy="${y}" r="${90 + i * 6}" fill="hsl(${i * 30} 70% 55%)" fill-opacity="${(0.15 + (i % 5) * 0.2).toFixed(2)}"/>`;
  });
  const roses = range(24).map((i) => {
    const [x, y, petals] = [140 + (i % 6) * 265, 170 + Math.floor(i / 6) * 300, 3 + (i % 7)];
    const points = range(400).map((step) => {
      const angle = (step / 400) * 2 * Math.PI;
      const radius = 120 * (0.6 + 0.4 * Math.cos(petals * angle));
      return `${(x + radius * Math.cos(angle)).toFixed(1)},${(y + radius * Math.sin(angle)).toFixed(1)}`;
    });
    return `<polygon points="${points.join(' ')}" fill="none" stroke="hsl(${i * 53} 60% 35%)" stroke-width="${1 + (i % 4)}"/>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1250">${circles.join('')}${roses.join('')}</svg>`,
  );
}

const range = (count) => [...Array(count).keys()];
