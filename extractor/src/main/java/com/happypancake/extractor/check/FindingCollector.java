package com.happypancake.extractor.check;

import com.happypancake.extractor.check.Finding.Status;
import com.happypancake.extractor.check.Finding.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the findings of a check. A note of the source is a warning about the present subject.
 */
final class FindingCollector {

  private final List<Finding> found = new ArrayList<>();
  private Subject subject = Subject.SOURCE;
  private int before;

  /** Begins another subject. */
  void about(Subject other) {
    subject = other;
    before = found.size();
  }

  /** Adds a note of the source. */
  void note(String text) {
    warn(text);
  }

  void ok(String text) {
    found.add(new Finding(subject, Status.OK, text));
  }

  /** Adds that all is well, unless something was found about the subject already. */
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
