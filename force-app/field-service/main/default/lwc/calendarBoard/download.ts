const ICALENDAR = 'text/calendar;charset=utf-8';

/** Lets the browser save an iCalendar text as a file. */
export function saveCalendar(text: string, fileName: string): void {
    const url = URL.createObjectURL(new Blob([text], { type: ICALENDAR }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
}
