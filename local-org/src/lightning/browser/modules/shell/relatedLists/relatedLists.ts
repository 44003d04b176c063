import { LightningElement, api, wire } from 'lwc';
import { getRelatedListsInfo } from 'lightning/uiRelatedListApi';
import { messageOf } from 'shell/pageData';

/** Standard pages show the first related lists only; a FlexiPage may name any other. */
const shownLists = 8;

/** Container: the related lists of a record. */
export default class ShellRelatedLists extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
    @wire(getRelatedListsInfo, { parentObjectApiName: '$objectApiName' })
    infos: { data?: { relatedLists: readonly { relatedListId: string }[] }; error?: unknown } = {};

    get lists(): object[] {
        return (this.infos.data?.relatedLists ?? [])
            .slice(0, shownLists)
            .map(({ relatedListId }) => ({ relatedListId, label: null, fields: [], pageSize: 6 }));
    }

    get error(): string | undefined {
        return this.infos.error === undefined ? undefined : messageOf(this.infos.error);
    }
}
