// The picture on the canvas of examples.

export function paint(canvas) {
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, canvas.width, canvas.height);
  sky.addColorStop(0, 'navy');
  sky.addColorStop(1, 'orange');
  context.fillStyle = sky;
  context.fillRect(0, 0, canvas.width, canvas.height);
}
