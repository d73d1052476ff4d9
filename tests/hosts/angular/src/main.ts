// An Angular application; the package's files are assets of angular.json, and configure() says where they are.
import { Component } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { configure, imread, imwrite } from 'imwrite';
import { check } from '../check.js';

@Component({ selector: 'app-root', template: 'imwrite' })
class App {
  constructor() {
    configure({ wasm: './imwrite/', workerUrl: './imwrite/worker.js' });
    Object.assign(globalThis, { hostResult: check({ configure, imread, imwrite }) });
  }
}

bootstrapApplication(App);
