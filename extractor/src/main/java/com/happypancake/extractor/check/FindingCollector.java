package com.happypancake.extractor.check;

import com.happypancake.extractor.check.Finding.Status;
import com.happypancake.extractor.check.Finding.Subject;
import java.util.ArrayList;
import java.util.List;

/** Collects what a check finds; what a source notes by the way is a warning of the subject. */
final class FindingCollector {

  private final List<Finding> found = new ArrayList<>();
  private Subject subject = Subject.SOURCE;
  private int before;

  /** What follows is about another subject. */
  void about(Subject other) {
    subject = other;
    before = found.size();
  }

  /** Takes a note of the source. */
  void note(String text) {
    warn(text);
  }

  void ok(String text) {
    found.add(new Finding(subject, Status.OK, text));
  }

  /** Takes that all is well, unless something was found of the subject already. */
  void okUnlessFound(String text) {
    if (found.size() == before) {
      ok(text);
    }
  }

  void warn(String text) {
    found.add(new Finding(subject, Status.WARNING, text));
  }

  void refuse(String text) {
    found.add(new Finding(subject, Status.REFUSED, text));
  }

  /** Returns all, in the order in which they were found. */
  List<Finding> toList() {
    return List.copyOf(found);
  }
}
