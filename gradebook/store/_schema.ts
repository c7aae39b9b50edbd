/** The tables of a gradebook, by version: step n leads from version n to n + 1. */

/** Marks the file as a gradebook: "Ltmk" in ASCII. */
export const applicationId = 0x4c746d6b;

/** Never changed once released; a change of the tables is one more step. */
export const migrations: readonly string[] = [
  `
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT INTO counter VALUES ('changes', 0);

CREATE TABLE rubrics (
  digest TEXT PRIMARY KEY,
  assignment TEXT NOT NULL,
  rubric TEXT NOT NULL,
  messages TEXT NOT NULL,
  addedAt TEXT NOT NULL,
  -- Grows with each use: the highest of an assignment is its latest.
  used INTEGER NOT NULL
) STRICT;
CREATE INDEX rubrics_used ON rubrics (assignment, used);

CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

CREATE TABLE sources (
  digest TEXT PRIMARY KEY,
  entry TEXT NOT NULL,
  files TEXT NOT NULL
) STRICT;

CREATE TABLE submissions (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  assignment TEXT NOT NULL,
  id TEXT NOT NULL,
  source TEXT NOT NULL REFERENCES sources,
  submitters TEXT NOT NULL,
  externalId TEXT,
  -- Real path of what was read; NULL: it came from elsewhere.
  origin TEXT,
  addedAt TEXT NOT NULL,
  UNIQUE (assignment, id)
) STRICT;
CREATE INDEX submissions_origin ON submissions (assignment, origin);
CREATE INDEX submissions_source ON submissions (source);

CREATE TABLE results (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL REFERENCES sources,
  rubric TEXT NOT NULL REFERENCES rubrics,
  grader TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('graded', 'not-gradable', 'grader-failed')),
  -- Canonical JSON, deflated (RFC 1951).
  report BLOB NOT NULL,
  madeAt TEXT NOT NULL,
  durationMs REAL NOT NULL
) STRICT;
-- A failure may be tried again; a grade is made once.
CREATE UNIQUE INDEX results_once ON results (source, rubric, grader)
  WHERE outcome <> 'grader-failed';
CREATE INDEX results_key ON results (source, rubric, grader, number);

CREATE TABLE attempts (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  rubric TEXT NOT NULL,
  grader TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_key ON attempts (source, rubric, grader);

CREATE TABLE runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  assignment TEXT NOT NULL,
  rubric TEXT NOT NULL,
  grader TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'interrupted')),
  startedAt TEXT NOT NULL,
  seenAt TEXT NOT NULL,
  endedAt TEXT,
  total INTEGER,
  done INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_assignment ON runs (assignment, number);

CREATE TABLE adoptions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  submission INTEGER NOT NULL REFERENCES submissions,
  result INTEGER NOT NULL REFERENCES results,
  run INTEGER REFERENCES runs,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX adoptions_submission ON adoptions (submission, number);

CREATE TABLE decisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  submission INTEGER NOT NULL REFERENCES submissions,
  item TEXT,
  action TEXT NOT NULL
    CHECK (action IN ('accept', 'override', 'comment', 'adjust', 'undo')),
  verdict TEXT CHECK (verdict IN ('met', 'partial', 'unmet')),
  points REAL,
  comment TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  result INTEGER REFERENCES results,
  undoes INTEGER REFERENCES decisions
) STRICT;
CREATE INDEX decisions_submission ON decisions (submission, number);

CREATE TRIGGER adoptions_stay BEFORE UPDATE ON adoptions
  BEGIN SELECT RAISE(ABORT, 'adoptions are append-only'); END;
CREATE TRIGGER adoptions_last BEFORE DELETE ON adoptions
  BEGIN SELECT RAISE(ABORT, 'adoptions are append-only'); END;
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_last BEFORE DELETE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

CREATE TABLE derived (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

-- What every submission stands at now: made of the tables above by currentGrade(), in the
-- transaction that changes them, and made again by rebuild().
CREATE TABLE standing (
  submission INTEGER PRIMARY KEY REFERENCES submissions,
  assignment TEXT NOT NULL,
  sortId TEXT NOT NULL,
  sortName TEXT NOT NULL,
  addedAt TEXT NOT NULL,
  search TEXT NOT NULL,
  outcome TEXT,
  earned REAL,
  possible REAL,
  pending REAL,
  -- Items that need review, and whether there are any.
  open INTEGER NOT NULL,
  review INTEGER NOT NULL,
  overridden INTEGER NOT NULL
) STRICT;
CREATE INDEX standing_id ON standing (assignment, sortId, submission);
CREATE INDEX standing_name ON standing (assignment, sortName, submission);
CREATE INDEX standing_earned ON standing (assignment, coalesce(earned, -1e9), submission);
CREATE INDEX standing_open ON standing (assignment, open, submission);
CREATE INDEX standing_added ON standing (assignment, addedAt, submission);
CREATE INDEX standing_tally ON standing (assignment, outcome, overridden, review);

CREATE TABLE standingItems (
  submission INTEGER NOT NULL REFERENCES standing,
  position INTEGER NOT NULL,
  assignment TEXT NOT NULL,
  item TEXT NOT NULL,
  verdict TEXT NOT NULL,
  points REAL,
  needsReview INTEGER NOT NULL,
  decided TEXT,
  -- Of a decided item that the harness has a verdict on: whether both agree.
  agreed INTEGER,
  -- 0 where the submission is not graded yet.
  counted INTEGER NOT NULL,
  PRIMARY KEY (submission, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX standingItems_item ON standingItems
  (assignment, item, counted, verdict, needsReview, decided);

-- How many of standingItems are alike; kept by triggers, for a class is looked at often.
CREATE TABLE tallies (
  assignment TEXT NOT NULL,
  item TEXT NOT NULL,
  verdict TEXT NOT NULL,
  needsReview INTEGER NOT NULL,
  -- '' and -1 for NULL.
  decided TEXT NOT NULL,
  agreed INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (assignment, item, verdict, needsReview, decided, agreed)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER standingItems_more AFTER INSERT ON standingItems WHEN NEW.counted = 1
  BEGIN
    INSERT INTO tallies VALUES (NEW.assignment, NEW.item, NEW.verdict, NEW.needsReview,
      coalesce(NEW.decided, ''), coalesce(NEW.agreed, -1), 1)
      ON CONFLICT DO UPDATE SET n = n + 1;
  END;
CREATE TRIGGER standingItems_less AFTER DELETE ON standingItems WHEN OLD.counted = 1
  BEGIN
    UPDATE tallies SET n = n - 1 WHERE assignment = OLD.assignment AND item = OLD.item
      AND verdict = OLD.verdict AND needsReview = OLD.needsReview
      AND decided = coalesce(OLD.decided, '') AND agreed = coalesce(OLD.agreed, -1);
  END;
`,
];
