// A page that asks the background for its result.
globalThis.hostResult = chrome.runtime.sendMessage('check');
