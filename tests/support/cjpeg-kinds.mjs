// The kinds of JPEG that the transcoder's tests have cjpeg write, and its flags.
export const cjpegKinds = {
  '4:2:0': ['-sample', '2x2'],
  '4:4:4': ['-sample', '1x1'],
  '4:2:2': ['-sample', '2x1'],
  '4:4:0': ['-sample', '1x2'],
  gray: ['-grayscale'],
  RGB: ['-rgb'],
  progressive: ['-progressive'],
  restarts: ['-restart', '3B'],
};
