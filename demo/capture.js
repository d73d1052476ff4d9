// A picture from the camera or of the screen: one frame, then the camera is let go.
import { element } from './dom.js';

/** Shows the buttons that the browser has a source for. `open([file])` gets the picture, `failed(error)` says why there is none. */
export function wireCapture({ camera, screen, open, failed }) {
  const devices = navigator.mediaDevices ?? {};
  wire(
    camera,
    'camera.png',
    devices.getUserMedia && (() => devices.getUserMedia({ video: { width: { ideal: 4096 } } })),
  );
  wire(screen, 'screen.png', devices.getDisplayMedia && (() => devices.getDisplayMedia({ video: true })));

  function wire(button, name, start) {
    button.hidden = !start;
    button.addEventListener('click', async () => {
      let stream;
      try {
        stream = await start();
        open([await frameOf(stream, name)]);
      } catch (error) {
        failed(new Error(`No picture was taken: ${error.message || error.name}.`));
      } finally {
        for (const track of stream?.getTracks() ?? []) track.stop();
      }
    });
  }
}

async function frameOf(stream, name) {
  const video = element('video', { srcObject: stream, muted: true, playsInline: true });
  await video.play();
  await new Promise((resolve) =>
    video.requestVideoFrameCallback ? video.requestVideoFrameCallback(resolve) : setTimeout(resolve, 200),
  );
  const canvas = element('canvas', { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext('2d').drawImage(video, 0, 0);
  return new File([await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))], name);
}
