// A message from the frame of an example to its page.
export const tell = (message) => parent.postMessage(message, location.origin);
