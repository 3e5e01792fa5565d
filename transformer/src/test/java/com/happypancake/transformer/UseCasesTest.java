package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.transformer.UseCaseRun.Outcome;
import com.happypancake.transformer.usecase.Coverage;
import com.happypancake.transformer.usecase.CoverageGraph;
import com.happypancake.transformer.usecase.Summary;
import com.happypancake.transformer.usecase.UseCase;
import com.happypancake.transformer.usecase.UseCases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class UseCasesTest {

  @TempDir static Path folder;
  private static UseCaseRun run;

  @BeforeAll
  static void transformTheWorld() throws Exception {
    run = new UseCaseRun(Files.createDirectory(folder.resolve("world")));
  }

  @TestFactory
  Stream<DynamicTest> aUseCaseGivesWhatItSays() {
    return UseCases.all().stream()
        .map(useCase -> DynamicTest.dynamicTest(useCase.name(), () -> check(useCase)));
  }

  private static void check(UseCase useCase) throws Exception {
    Path work = Files.createDirectory(folder.resolve(useCase.slug()));
    assertThat(UseCaseDifferences.of(useCase, run.run(useCase, work)))
        .as("%s: given %s", useCase.name(), useCase.given())
        .isEmpty();
  }

  @Test
  void everyTableEventRejectCountDirtAndDeltaRuleHasAUseCase() {
    assertThat(Coverage.of(UseCases.all()))
        .allSatisfy(each -> assertThat(each.cases()).as("%s", each).isNotEmpty());
  }

  @Test
  void whatNoUseCaseShowsIsNotCovered() {
    assertThat(Coverage.of(List.of())).isNotEmpty().noneMatch(Coverage::isCovered);
    assertThat(Summary.of(List.of()))
        .contains("dirt=read-before-sent covered=no cases=0")
        .allMatch(line -> line.contains("covered=no"));
    assertThat(CoverageGraph.of(List.of(), Topologies.hpc()))
        .anyMatch(line -> line.contains("\"message-sent\" [") && line.contains("color=red"));
  }

  @Test
  void everyUseCaseHasANameOfItsOwnAndAReason() {
    assertThat(UseCases.all()).extracting(UseCase::slug).doesNotHaveDuplicates();
    assertThat(UseCases.all())
        .allSatisfy(each -> assertThat(each.reason()).as(each.name()).endsWith("."));
  }

  @Test
  void aDifferenceNamesEventFieldAndBothValues() throws Exception {
    UseCase sent = find("a-message-is-sent-and-read");
    Outcome right = run.run(sent, Files.createDirectory(folder.resolve("right")));
    Event.Builder wrong = right.events().get(0).toBuilder().setSubject("FI/chat/1-2");
    wrong.getMessageSentBuilder().setBody("Moi").clearSubject();
    wrong.getOccurredAtBuilder().setNanos(100);
    Outcome other =
        new Outcome(
            List.of(wrong.build()),
            List.of(
                Reject.newBuilder()
                    .setType("thread-read")
                    .setReason("missing-value")
                    .setColumn("ReadAt")
                    .build()),
            EventTotals.newBuilder().setClamped(2).build());
    assertThat(UseCaseDifferences.of(sent, other))
        .containsExactly(
            "event 1, message-sent: time: expected 2014-03-01T08:00:00Z, but was"
                + " 2014-03-01T08:00:00.000000100Z",
            "event 1, message-sent: subject: expected FI/chat/4-17, but was FI/chat/1-2",
            "event 1, message-sent: payload.subject: expected Hello, but was absent",
            "event 1, message-sent: payload.body: expected Hei!, but was Moi",
            "event 2: expected thread-read at 2014-03-01T09:00:00Z, but was none",
            "rejects: expected [], but was [thread-read missing-value ReadAt]",
            "count clamped: expected 0, but was 2");
  }

  private static UseCase find(String slug) {
    return UseCases.all().stream()
        .filter(each -> each.slug().equals(slug))
        .findFirst()
        .orElseThrow();
  }
}
