//! Where lines break: groups that fit on their line stay on it, others break.
//!
//! Takes words, groups and the places where a line may end; gives text. The method is that of Oppen's "Prettyprinting" (1980), with what the
//! printer of record makes of it: lines of 89 bytes, at least 60 of them however deep, and a group counts as far as the next place where a line may end
//! that is not inside a later group.

use std::ops::Range;

/// So far are lines written.
const MARGIN: isize = 89;
/// So much may be written on a line that begins beyond that.
const LEAST: isize = 60;
/// How much deeper a block is.
pub(super) const INDENT: isize = 4;
/// What fits on no line.
const INFINITE: isize = 0xffff;

/// A text whose lines are not decided yet.
#[derive(Default)]
pub(super) struct Layout {
    text: String,
    steps: Vec<Step>,
    /// How long each step is, or, while it is in `open`, what was before it, below zero.
    sizes: Vec<isize>,
    /// Steps whose length is not known yet.
    open: Vec<usize>,
    /// How long all steps are.
    total: isize,
}

/// A state of a layout to go back to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    text: usize,
    steps: usize,
    total: isize,
}

enum Step {
    Text(Range<usize>),
    Break(Break),
    /// A group: how much deeper its lines are, and whether all of its lines break when one does.
    Begin(isize, bool),
    End,
}

/// Where a line may end.
#[derive(Clone, Copy, Default)]
pub(super) struct Break {
    /// How many spaces are there when it doesn't.
    pub(super) blank: isize,
    /// How much deeper the next line is than the group.
    pub(super) offset: isize,
    /// What ends the line.
    pub(super) before: &'static str,
    /// What begins the next.
    pub(super) after: &'static str,
    /// It never does; the group counts as far as here.
    pub(super) never: bool,
    /// Not there when nothing follows in the group.
    pub(super) if_nonempty: bool,
}

impl Layout {
    /// Text that stays together.
    pub(super) fn word(&mut self, word: &str) {
        let start = self.text.len();
        self.text.push_str(word);
        self.total += length(word.len());
        match self.steps.last_mut() {
            Some(Step::Text(range)) => range.end = self.text.len(),
            _ => {
                self.steps.push(Step::Text(start..self.text.len()));
                self.sizes.push(0);
            }
        }
    }

    /// A group of which all lines break when one does.
    pub(super) fn block(&mut self, offset: isize) {
        self.begin(offset, true);
    }

    /// A group whose lines break where they have to.
    pub(super) fn filled(&mut self, offset: isize) {
        self.begin(offset, false);
    }

    fn begin(&mut self, offset: isize, all: bool) {
        self.open.push(self.steps.len());
        self.steps.push(Step::Begin(offset, all));
        self.sizes.push(-self.total);
    }

    /// The end of a group.
    pub(super) fn end(&mut self) {
        if let Some(Step::Break(last)) = self.steps.last() {
            let (blank, if_nonempty) = (last.blank, last.if_nonempty);
            let is_empty = matches!(self.steps.iter().rev().nth(1), Some(Step::Begin(..)));
            if is_empty || if_nonempty {
                self.undo();
                self.total -= blank;
            }
            if is_empty {
                self.undo();
                return;
            }
        }
        self.open.push(self.steps.len());
        self.steps.push(Step::End);
        self.sizes.push(-1);
    }

    fn undo(&mut self) {
        self.steps.pop();
        self.sizes.pop();
        self.open.pop();
    }

    /// The same, of a group that breaks when it is longer than that.
    pub(super) fn end_within(&mut self, width: isize) {
        let mut depth = 1;
        for &index in self.open.iter().rev() {
            match self.steps.get(index) {
                Some(Step::Begin(..)) => depth -= 1,
                Some(Step::End) => depth += 1,
                _ => {}
            }
            if depth == 0 {
                let before = self.sizes.get(index).copied().unwrap_or_default();
                if before + self.total > width {
                    self.steps.push(Step::Text(0..0));
                    self.sizes.push(0);
                    self.total += INFINITE;
                }
                break;
            }
        }
        self.end();
    }

    /// A place where a line may end.
    pub(super) fn may_break(&mut self, at: Break) {
        self.settle();
        self.open.push(self.steps.len());
        self.steps.push(Step::Break(at));
        self.sizes.push(-self.total);
        self.total += at.blank;
    }

    /// Nothing, or the end of a line.
    pub(super) fn zero(&mut self) {
        self.may_break(Break::default());
    }

    /// A space, or the end of a line.
    pub(super) fn space(&mut self) {
        self.may_break(Break { blank: 1, ..Break::default() });
    }

    /// The end of a line.
    pub(super) fn line(&mut self) {
        self.may_break(Break { blank: INFINITE, ..Break::default() });
    }

    /// The end of a line, when the block has any.
    pub(super) fn line_if_nonempty(&mut self) {
        self.may_break(Break { blank: INFINITE, if_nonempty: true, ..Break::default() });
    }

    /// Nothing; what is before it counts no further.
    pub(super) fn never(&mut self) {
        self.may_break(Break { never: true, ..Break::default() });
    }

    /// What is after an item of a list: behind the last, a comma only where the line ends.
    pub(super) fn comma(&mut self, is_last: bool) {
        self.comma_or(is_last, 0);
    }

    /// The same with so many spaces behind the last.
    pub(super) fn comma_or(&mut self, is_last: bool, blank: isize) {
        if is_last {
            self.may_break(Break { blank, before: ",", ..Break::default() });
        } else {
            self.word(",");
            self.space();
        }
    }

    /// Makes the line after the last place where one may end less deep.
    pub(super) fn outdent(&mut self) {
        if let Some(Step::Break(last)) = self.steps.last_mut() {
            last.offset -= INDENT;
        }
    }

    /// Where the layout is now. It must be behind the end of a line.
    pub(super) fn mark(&self) -> Mark {
        Mark { text: self.text.len(), steps: self.steps.len(), total: self.total }
    }

    /// Forgets what came after a mark.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.text.truncate(mark.text);
        self.steps.truncate(mark.steps);
        self.sizes.truncate(mark.steps);
        self.open.retain(|index| *index < mark.steps);
        self.total = mark.total;
    }

    /// Settles how long the steps are that end here.
    fn settle(&mut self) {
        let mut depth = 0_usize;
        while let Some(&index) = self.open.last() {
            let (Some(step), Some(size)) = (self.steps.get(index), self.sizes.get_mut(index)) else { break };
            match step {
                Step::Begin(..) if depth == 0 => break,
                Step::Begin(..) => {
                    *size += self.total;
                    depth -= 1;
                }
                Step::End => depth += 1,
                Step::Break(_) => *size += self.total,
                Step::Text(_) => {}
            }
            let is_done = depth == 0 && matches!(step, Step::Break(_));
            self.open.pop();
            if is_done {
                break;
            }
        }
    }

    /// The text with its lines; the layout is empty afterwards.
    pub(super) fn write(&mut self, out: &mut String) {
        self.settle();
        let mut lines = Lines { indent: 0, space: MARGIN, pending: 0, groups: Vec::new() };
        for (step, &size) in self.steps.iter().zip(&self.sizes) {
            match step {
                Step::Text(range) => lines.text(self.text.get(range.clone()).unwrap_or_default(), out),
                Step::Begin(offset, all) => lines.begin(*offset, *all, size),
                Step::End => lines.end(),
                Step::Break(at) => lines.may_break(at, size, out),
            }
        }
        self.clear();
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.steps.clear();
        self.sizes.clear();
        self.open.clear();
        self.total = 0;
    }
}

fn length(bytes: usize) -> isize {
    isize::try_from(bytes).unwrap_or(INFINITE)
}

/// The lines as they are written.
struct Lines {
    indent: isize,
    /// What is left of the line.
    space: isize,
    /// Spaces that are written when something follows.
    pending: isize,
    groups: Vec<Group>,
}

#[derive(Clone, Copy)]
enum Group {
    /// It is on one line.
    Fits,
    /// How deep the lines around it are, and whether all of its own break.
    Broken(isize, bool),
}

impl Lines {
    fn text(&mut self, text: &str, out: &mut String) {
        if !text.is_empty() {
            self.spaces(out);
            out.push_str(text);
            self.space -= length(text.len());
        }
    }

    fn spaces(&mut self, out: &mut String) {
        out.extend(std::iter::repeat_n(' ', usize::try_from(self.pending).unwrap_or_default()));
        self.pending = 0;
    }

    fn begin(&mut self, offset: isize, all: bool, size: isize) {
        if size > self.space {
            self.groups.push(Group::Broken(self.indent, all));
            self.indent += offset;
        } else {
            self.groups.push(Group::Fits);
        }
    }

    fn end(&mut self) {
        if let Some(Group::Broken(indent, _)) = self.groups.pop() {
            self.indent = indent;
        }
    }

    fn may_break(&mut self, at: &Break, size: isize, out: &mut String) {
        let stays = at.never
            || match self.groups.last() {
                Some(Group::Fits) => true,
                Some(Group::Broken(_, true)) => false,
                Some(Group::Broken(_, false)) | None => size <= self.space,
            };
        if stays {
            self.pending += at.blank;
            self.space -= at.blank;
            return;
        }
        if !at.before.is_empty() {
            self.spaces(out);
            out.push_str(at.before);
        }
        out.push('\n');
        let indent = self.indent + at.offset;
        self.pending = indent;
        self.space = (MARGIN - indent).max(LEAST);
        if !at.after.is_empty() {
            self.text(at.after, out);
        }
    }
}
