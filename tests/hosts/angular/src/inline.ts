// An Angular application with everything in its JavaScript.
import { Component } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { configure, imread, imwrite } from 'imwrite/inline';
import { check } from '../check.js';

@Component({ selector: 'app-root', template: 'imwrite' })
class App {
  constructor() {
    Object.assign(globalThis, { hostResult: check({ configure, imread, imwrite }) });
  }
}

bootstrapApplication(App);
