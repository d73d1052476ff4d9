// A page of the extension.
import * as imwrite from './imwrite.js';
import { check } from './check.js';

globalThis.hostResult = check(imwrite);
