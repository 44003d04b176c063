export { asksForConfirmation } from './awsDestination.ts';
export { openAddress } from './confirm.ts';
export { DestinationConfirmer } from './destinationConfirmer.ts';
export { answerOrigin, answerValidation } from './eventGrid.ts';
