package com.happypancake.transformer.usecase;

import com.google.protobuf.Message;
import com.happypancake.transformer.usecase.UseCase.Delta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The use cases in plain English, for those who know the site and not the code. */
public final class Story {

  private static final int COLUMNS = 100;
  private static final String INDENT = "    ";

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
        "How rows of the old database become events. A row holds facts, and each becomes an event"
            + " or is rejected. A dump holds all rows, and a delta what has changed since. A stream"
            + " holds the events of a member or of a chat, in their order. Rows have the times of"
            + " Finland's wall clocks, events those of UTC, which are two hours behind, and three"
            + " in summer. A case names only what matters to it. Beside its rows there are always"
            + " these:");
    StoryText text = new StoryText(GivenRows.world());
    GivenRows.world().forEach(row -> wrap("  ", text.row(row)));
  }

  private void tell(UseCase useCase) {
    StoryText text = new StoryText(rows(useCase));
    lines.add("");
    lines.add(useCase.name());
    wrap("  ", useCase.reason());
    lines.add("  Given");
    useCase.given().forEach(row -> wrap(INDENT, text.row(row)));
    for (Delta delta : useCase.deltas()) {
      lines.add("  Then a delta of " + StoryText.time(delta.time()) + " has");
      delta.rows().forEach(row -> wrap(INDENT, text.row(row)));
      delta.deletedKeys().forEach(key -> wrap(INDENT, "deleted: " + text.row(key)));
    }
    lines.add(useCase.deltas().isEmpty() ? "  Then" : "  Then that delta gives");
    expectations(useCase, text).forEach(line -> wrap(INDENT, line));
  }

  private static List<Message> rows(UseCase useCase) {
    return Stream.of(
            GivenRows.world().stream(),
            useCase.given().stream(),
            useCase.deltas().stream().flatMap(delta -> delta.rows().stream()))
        .flatMap(each -> each)
        .toList();
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

  /** Adds a text in lines of at most 100 characters where its words allow that. */
  private void wrap(String indent, String text) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() > indent.length() && line.length() + word.length() > COLUMNS) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(indent).append("  ");
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
  }
}
