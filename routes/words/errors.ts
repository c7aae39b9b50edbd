/**
 * Words of the error pages.
 *
 * @module
 */
import { localized } from "./localized.ts";

/** What went wrong, what it means and what to do, by language. */
export const errorWords = localized({
  home: "Back to the gradebook",
  file: "The file:",
  faults: {
    missing: {
      title: "There is no such page",
      means: "The address is wrong, or what it named is no longer in the gradebook.",
      todo: "Nothing was lost by coming here: look for the submission in the gradebook.",
    },
    viewer: {
      title: "You may look, not decide",
      means: "You came by the link for viewers; nothing was written.",
      todo:
        "To decide, open the link for graders that the dashboard printed at its start.",
    },
    form: {
      title: "The form was not accepted",
      means: "It did not come from a page of this dashboard; nothing was written.",
      todo: "Go back, load the page again and send the form once more.",
    },
    size: {
      title: "That is too large",
      means: "A form with its files may have 8 MB; nothing was written.",
      todo: "Send a smaller file: a gradebook export holds names and scores only.",
    },
    request: {
      title: "That can not be done",
      means: "The request is not one that this dashboard knows; nothing was written.",
      todo: "Go back, load the page again and try once more.",
    },
    locked: {
      title: "The gradebook is busy",
      means: "Another program is writing to it for long; nothing was written from here.",
      todo:
        "Wait a moment and load the page again. If it stays so, see which program has " +
        "the file open.",
    },
    full: {
      title: "The disk is full",
      means: "The gradebook could not be written; what was there before is still there.",
      todo: "Make room on the disk, then go back and send it once more.",
    },
    readonly: {
      title: "The gradebook may not be written",
      means: "The system forbids to write the file or its folder; nothing was written.",
      todo: "Give yourself the right to write both, then go back and send it once more.",
    },
    newer: {
      title: "The gradebook is of a later version",
      means: "A newer latentmark wrote the file; this one does not touch it.",
      todo: "Use the newer version, or name another file with --gradebook.",
    },
    moved: {
      title: "The gradebook is no longer there",
      means: "The file was moved, deleted or replaced since the dashboard opened it. " +
        "Nothing is written any more, so that nothing is lost.",
      todo: "Move it back and load the page again, or start the dashboard again.",
    },
    broken: {
      title: "The gradebook can not be read",
      means: "The file is not where it was, may not be opened, or is damaged.",
      todo: "Put it back, or put a copy of it in its place, and load the page again. A " +
        "copy of the damaged file may still give back the decisions: do not delete it.",
    },
    unknown: {
      title: "Something went wrong here",
      means: "This is a fault of the dashboard; what was written before is still there.",
      todo: "Load the page again. The terminal tells what happened, with the time.",
    },
  },
}, {
  home: "回到成績冊",
  file: "檔案：",
  faults: {
    missing: {
      title: "找不到此頁面",
      means: "網址有誤，或其所指的內容已不在成績冊中。",
      todo: "沒有遺失任何資料；請在成績冊中尋找該份作業。",
    },
    viewer: {
      title: "您只能檢視，不能評分",
      means: "您使用的是檢視者的連結；未寫入任何內容。",
      todo: "如需評分，請開啟啟動時印出的評分者連結。",
    },
    form: {
      title: "表單未被接受",
      means: "它並非來自此儀表板的頁面；未寫入任何內容。",
      todo: "請返回並重新載入頁面，再送出一次。",
    },
    size: {
      title: "檔案太大",
      means: "表單連同檔案以 8 MB 為限；未寫入任何內容。",
      todo: "請改用較小的檔案：成績冊匯出檔只含姓名與分數。",
    },
    request: {
      title: "無法執行此操作",
      means: "儀表板不認得此請求；未寫入任何內容。",
      todo: "請返回並重新載入頁面，再試一次。",
    },
    locked: {
      title: "成績冊忙碌中",
      means: "另一個程式正長時間寫入；此處未寫入任何內容。",
      todo: "請稍候再重新載入。若一直如此，請查看哪個程式開啟了該檔案。",
    },
    full: {
      title: "磁碟已滿",
      means: "無法寫入成績冊；先前的內容仍在。",
      todo: "請清出磁碟空間，再返回送出一次。",
    },
    readonly: {
      title: "無法寫入成績冊",
      means: "系統不允許寫入該檔案或其資料夾；未寫入任何內容。",
      todo: "請取得兩者的寫入權限，再返回送出一次。",
    },
    newer: {
      title: "成績冊的版本較新",
      means: "此檔案由較新版的 latentmark 寫成；此版本不會更動它。",
      todo: "請使用較新的版本，或以 --gradebook 指定另一個檔案。",
    },
    moved: {
      title: "成績冊已不在原處",
      means: "儀表板開啟檔案之後，檔案被移動、刪除或取代。為免遺失，不再寫入任何內容。",
      todo: "請將檔案移回並重新載入頁面，或重新啟動儀表板。",
    },
    broken: {
      title: "無法讀取成績冊",
      means: "檔案不在原處、無法開啟，或已損壞。",
      todo:
        "請放回原檔，或以備份取代後重新載入。損壞的檔案或許仍能取回評分決定：請勿刪除。",
    },
    unknown: {
      title: "此處發生錯誤",
      means: "這是儀表板的問題；先前寫入的內容仍在。",
      todo: "請重新載入頁面。終端機會說明發生了什麼事及其時間。",
    },
  },
});
