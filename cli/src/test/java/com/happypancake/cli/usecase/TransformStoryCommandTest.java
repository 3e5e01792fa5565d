package com.happypancake.cli.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prints the use cases; none of these commands needs the options of a transform. */
class TransformStoryCommandTest {

  private static List<String> lines(String command) {
    return TestSession.ended(0, List.of("transform", command)).out().lines().toList();
  }

  @Test
  void theStoryTellsACaseInWords() {
    assertThat(lines("story"))
        .containsSequence(
            "The recipient deletes a message after reading it",
            "  It is hidden at the later of the times of sending and reading.",
            "  Given",
            "    message 900: from member Anna (4), to member Onni (17), sent at 2014-03-01 12:00,",
            "      read at 2014-03-01 13:00, deleted by recipient",
            "  Then",
            "    2014-03-01 10:00 UTC  message sent: message 900",
            "    2014-03-01 11:00 UTC  thread read: message 900",
            "    2014-03-01 11:00 UTC  message hidden: message 900, member Onni (17), other member"
                + " Anna (4)");
  }

  @Test
  void theStoryTellsTheStreamAndNamesOnlyWhatIsThereByThen() {
    assertThat(lines("story"))
        .containsSequence(
            "An interest that was missing is there now",
            "  What an earlier dump rejected is tried again; it is new, at its own time.",
            "  Given",
            "    member interest: member Anna (4), interest 8, added at 2014-03-01 12:00",
            "  When a delta of 2014-06-01 03:00 UTC has",
            "    interest 8: name “Sauna”",
            "  Then that delta gives",
            "    2014-03-01 10:00 UTC  interest added: member Anna (4), interest Sauna (8), name"
                + " “Sauna”")
        .contains(
            "    2014-06-01 03:00 UTC  favorite removed: member Anna (4), favorite member Onni (17),",
            "      stream FI/member/4");
  }

  @Test
  void theSummaryHasALineForEachCaseAndForWhatItCovers() {
    assertThat(lines("summary"))
        .contains(
            "case=a-message-goes-to-a-member-who-never-existed dumps=full tables=Messages"
                + " events=none rejects=message-sent:unknown-member,thread-read:unknown-member"
                + " counts=none dirt=row-names-what-never-existed delta-rules=none")
        .contains("event=portrait-cleared covered=yes cases=1")
        .noneMatch(line -> line.contains("covered=no "));
  }

  @Test
  void theGraphLeadsFromATableOverAnEventToAModule() {
    assertThat(lines("graph"))
        .anyMatch(line -> line.contains("\"Messages\" -> \"message-sent\""))
        .anyMatch(line -> line.contains("\"Interests\" -> \"interest-added\" [color="))
        .anyMatch(line -> line.contains("\"message-sent\" -> \"module chat\""))
        .noneMatch(line -> line.contains("=red") || line.contains("=\"red\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"story", "summary", "graph"})
  void theSameIsPrintedEachTime(String command) {
    assertThat(lines(command)).isEqualTo(lines(command));
  }

  @Test
  void aTransformStillNeedsItsFolders() {
    assertThat(TestSession.ended(2, List.of("transform")).err())
        .contains("Missing required options: '--in=FOLDER', '--out=FOLDER'");
  }
}
