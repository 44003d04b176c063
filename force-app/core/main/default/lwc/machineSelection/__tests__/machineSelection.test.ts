import { SelectionFollower } from 'c/machineSelection';
import { publish, subscribe, unsubscribe, type MessageContextToken } from 'lightning/messageService';

const CONTEXT = { __messageContext: true } as MessageContextToken;
const PAGE = '500000000000001AAA';
const MOTOR = '02i000000000002AAA';

type Listener = (message: Record<string, unknown>) => void;

function follow(): { select: jest.Mock; follower: SelectionFollower; hear: Listener } {
    const select = jest.fn();
    const follower = new SelectionFollower({ source: 'digitalTwin', pageRecordId: () => PAGE, select });
    follower.start(CONTEXT);
    const hear = jest.mocked(subscribe).mock.lastCall?.[2] as unknown as Listener;
    return { select, follower, hear };
}

describe('following the selected machine', () => {
    beforeEach(() => {
        jest.clearAllMocks();
        jest.mocked(subscribe).mockReturnValue({} as ReturnType<typeof subscribe>);
    });

    it('takes what was selected on the same page, and the way back', () => {
        const { select, hear } = follow();
        hear({ recordId: MOTOR, pageRecordId: PAGE, source: 'machineTree' });
        hear({ recordId: '', pageRecordId: PAGE, source: 'maintenanceCalendar' });
        expect(select.mock.calls).toEqual([[MOTOR], [undefined]]);
    });

    it('ignores other pages', () => {
        const { select, hear } = follow();
        hear({ recordId: MOTOR, pageRecordId: '02i000000000009AAA' });
        expect(select).not.toHaveBeenCalled();
    });

    it('leads itself and the others back', () => {
        const { select, follower } = follow();
        follower.goBack();
        expect(select).toHaveBeenCalledWith(undefined);
        expect(jest.mocked(publish).mock.lastCall?.[2]).toEqual({
            recordId: '',
            pageRecordId: PAGE,
            source: 'digitalTwin'
        });
    });

    it('listens once and until it is stopped', () => {
        const { follower } = follow();
        follower.start(CONTEXT);
        expect(subscribe).toHaveBeenCalledTimes(1);
        follower.stop();
        follower.stop();
        expect(unsubscribe).toHaveBeenCalledTimes(1);
    });

    it('listens again when its widget comes back', () => {
        const { follower, select } = follow();
        follower.resume();
        expect(subscribe).toHaveBeenCalledTimes(1);
        follower.stop();
        follower.resume();
        expect(subscribe).toHaveBeenCalledTimes(2);
        const hear = jest.mocked(subscribe).mock.lastCall?.[2] as unknown as Listener;
        hear({ recordId: MOTOR, pageRecordId: PAGE });
        expect(select).toHaveBeenCalledWith(MOTOR);
    });

    it('works without a message service', () => {
        const select = jest.fn();
        const follower = new SelectionFollower({ source: 'digitalTwin', pageRecordId: () => PAGE, select });
        follower.start(undefined);
        follower.goBack();
        expect(subscribe).not.toHaveBeenCalled();
        expect(publish).not.toHaveBeenCalled();
        expect(select).toHaveBeenCalledWith(undefined);
    });
});
