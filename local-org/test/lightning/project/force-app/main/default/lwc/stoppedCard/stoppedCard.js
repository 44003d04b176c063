import { LightningElement } from 'lwc';

export default class StoppedCard extends LightningElement {}
