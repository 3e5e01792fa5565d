package com.happypancake.dumps.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseablesTest {

  private final List<String> closed = new ArrayList<>();

  private Closeable sound(String name) {
    return () -> closed.add(name);
  }

  private Closeable failing(Exception failure) {
    return () -> {
      closed.add(failure.getMessage());
      if (failure instanceof IOException e) {
        throw e;
      }
      throw (RuntimeException) failure;
    };
  }

  @Test
  void allAreClosedAndTheFirstFailureIsThrownWithTheOthersSuppressed() {
    IOException first = new IOException("first");
    IllegalStateException second = new IllegalStateException("second");
    assertThatThrownBy(
            () ->
                Closeables.closeAll(
                    List.of(sound("a"), failing(first), sound("b"), failing(second), sound("c"))))
        .isSameAs(first)
        .hasSuppressedException(second);
    assertThat(closed).containsExactly("a", "first", "b", "second", "c");
  }

  @Test
  void aFailureOfAClosingIsSuppressedInTheFailureThatCausedIt() {
    IOException cause = new IOException("the cause");
    IOException later = new IOException("later");
    Closeables.closeAfter(cause, failing(later), sound("a"));
    assertThat(cause).hasSuppressedException(later);
    assertThat(closed).containsExactly("later", "a");
  }

  @Test
  void anExceptionThatIsThrownTwiceIsNotSuppressedInItself() {
    IOException same = new IOException("same");
    assertThatThrownBy(() -> Closeables.closeAll(List.of(failing(same), failing(same))))
        .isSameAs(same)
        .hasNoSuppressedExceptions();
  }

  @Test
  void aPoolClosesTheInstanceOfATaskThatFailed() throws IOException {
    Pool<Closeable> pool = new Pool<>(() -> sound("instance"));
    assertThatThrownBy(
            () ->
                pool.lend(
                    instance -> {
                      throw new IOException("the task");
                    }))
        .hasMessage("the task");
    pool.close();
    assertThat(closed).containsExactly("instance");
  }
}
