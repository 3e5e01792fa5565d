package com.happypancake.transformer.usecase;

import com.happypancake.transformer.usecase.UseCase.Delta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The use cases in plain English, for those who know the site and not the code. */
public final class Story {

  private static final int COLUMNS = 100;
  private static final String INDENT = "    ";

  /** Where a line of prose may end. */
  private static final String WORDS = " ";

  /** Where a line of a row or an event may end: grep finds each value with its name. */
  private static final String VALUES = "(?<=,) ";

  private final List<String> lines = new ArrayList<>();

  private Story() {}

  /** Returns the lines of all cases. */
  public static List<String> tell() {
    Story story = new Story();
    story.introduce();
    for (UseCases.Chapter chapter : UseCases.chapters()) {
      story.lines.add("");
      story.lines.add("== " + chapter.title() + " ==");
      chapter.cases().forEach(story::tell);
    }
    return List.copyOf(story.lines);
  }

  private void introduce() {
    wrap(
        "",
        "How rows of the old database become events. A row holds facts. Most become events; those"
            + " that can't are rejected, and what is unusual is counted. A stream holds the events"
            + " of a member or of a chat, in their order. A full dump holds all rows, and a delta"
            + " those that have changed since. If a case has a delta, the given rows are those of"
            + " a full dump of 2014-05-13. Rows have the times of Finland's wall clocks, events"
            + " those of UTC, which are two hours behind, and three in summer. A case names only"
            + " what matters to it. Beside its rows there are always these:",
        WORDS);
    StoryText text = new StoryText();
    text.learn(GivenRows.world());
    GivenRows.world().forEach(row -> wrap("  ", text.row(row), VALUES));
  }

  private void tell(UseCase useCase) {
    StoryText text = new StoryText();
    text.learn(GivenRows.world());
    text.learn(useCase.given());
    lines.add("");
    lines.add(useCase.name());
    wrap("  ", useCase.reason(), WORDS);
    lines.add("  Given");
    useCase.given().forEach(row -> wrap(INDENT, text.row(row), VALUES));
    for (Delta delta : useCase.deltas()) {
      lines.add("  When a delta of " + StoryText.time(delta.time()) + " has");
      text.learn(delta.rows());
      delta.rows().forEach(row -> wrap(INDENT, text.row(row), VALUES));
      delta.deletedKeys().forEach(key -> wrap(INDENT, "deleted: " + text.row(key), VALUES));
    }
    lines.add(useCase.deltas().isEmpty() ? "  Then" : "  Then that delta gives");
    expectations(useCase, text).forEach(line -> wrap(INDENT, line, VALUES));
  }

  private static List<String> expectations(UseCase useCase, StoryText text) {
    List<String> all = new ArrayList<>();
    useCase.events().forEach(event -> all.add(text.event(event)));
    useCase.rejects().forEach(reject -> all.add(StoryText.reject(reject)));
    if (all.isEmpty()) {
      all.add("no event");
    }
    for (Map.Entry<Tally, Integer> count : useCase.counts().entrySet()) {
      all.add(
          String.format(Locale.ROOT, "counted: %s (%d)", count.getKey().text(), count.getValue()));
    }
    return all;
  }

  /** Adds a text in lines of at most 100 characters where it may be broken. */
  private void wrap(String indent, String text, String breaks) {
    StringBuilder line = new StringBuilder(indent);
    for (String part : text.split(breaks, -1)) {
      if (line.length() > indent.length() && line.length() + part.length() > COLUMNS) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(indent).append("  ");
      }
      line.append(part).append(' ');
    }
    lines.add(line.toString().stripTrailing());
  }
}
