import { createElement } from 'lwc';
import ShellApp from 'shell/app';
import { followLinks } from './platform/links.ts';

followLinks(document);
document.querySelector('#app')?.append(createElement('shell-app', { is: ShellApp }));
