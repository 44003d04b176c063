// Official typings of base components, platformResourceLoader, @salesforce/user and @salesforce/client.
import '@salesforce/lightning-types';
