package com.happypancake.dumps.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class TaskFailureTest {

  private final IOException thrown = new IOException("disk");

  @Test
  void allThatWrapsTheFailureIsTakenOff() {
    Exception wrapped =
        new ExecutionException(new CompletionException(new UncheckedIOException(thrown)));
    assertThat(TaskFailure.of(wrapped).cause()).isSameAs(thrown);
    assertThat(TaskFailure.of(thrown).cause()).isSameAs(thrown);
  }

  @Test
  void aWrapperWithoutACauseIsTheFailure() {
    ExecutionException empty = new ExecutionException("empty", null);
    assertThat(TaskFailure.of(empty).cause()).isSameAs(empty);
  }

  @Test
  void aFailureOfATypeIsThrownAsItIs() {
    TaskFailure failure = TaskFailure.of(new ExecutionException(thrown));
    assertThatThrownBy(() -> failure.rethrow(InterruptedException.class).rethrow(IOException.class))
        .isSameAs(thrown);
  }

  @Test
  void whatIsUncheckedStaysAsItIsAndWhatIsNotExpectedIsWrapped() {
    RuntimeException unchecked = new IllegalArgumentException("odd");
    assertThat(TaskFailure.of(new ExecutionException(unchecked)).unexpected()).isSameAs(unchecked);
    assertThat(TaskFailure.of(new ExecutionException(thrown)).unexpected())
        .isInstanceOf(IllegalStateException.class)
        .hasCause(thrown);
    Error error = new AssertionError("bug");
    assertThatThrownBy(() -> TaskFailure.of(new ExecutionException(error)).unexpected())
        .isSameAs(error);
  }
}
