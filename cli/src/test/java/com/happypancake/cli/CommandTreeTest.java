package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command that runs by itself and holds another, both with options that must be given. */
class CommandTreeTest {

  @Command(name = "root")
  static final class Root {}

  @Command(name = "cook")
  @SuppressWarnings("unused") // picocli sets the fields.
  static final class Cook {
    @Option(names = "--dish", required = true)
    private String dish = "";

    @Option(names = "--mild")
    private boolean mild;
  }

  @Command(name = "shop")
  @SuppressWarnings("unused") // picocli sets the field.
  static final class Shop {
    @Option(names = "--list", required = true)
    private String list = "";
  }

  private static CommandLine tree() {
    CommandLine tree = new CommandLines.CommandTree(Root.class, CommandLine.defaultFactory());
    return tree.addSubcommand(
        new CommandLine(Cook.class).addSubcommand(new CommandLine(Shop.class)));
  }

  private static ParseResult parse(String line) {
    return tree().parseArgs(line.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cook shop --list a", "cook --mild shop --list a", "cook --dish b shop --list a"})
  void anotherCommandNeedsNoneOfTheOptionsAroundIt(String line) {
    ParseResult inner = parse(line).subcommand().subcommand();
    assertThat(inner.commandSpec().name()).isEqualTo("shop");
    assertThat(inner.matchedOption("--list").<String>getValue()).isEqualTo("a");
  }

  @Test
  void whatIsGivenAroundAnotherCommandIsKept() {
    ParseResult outer = parse("cook --mild shop --list a").subcommand();
    assertThat(outer.matchedOption("--mild").<Boolean>getValue()).isTrue();
    assertThat(outer.hasMatchedOption("--dish")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"cook, --dish", "cook --mild, --dish", "cook shop, --list"})
  void theCommandThatRunsNeedsItsOwn(String line, String missing) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(MissingParameterException.class)
        .hasMessageContaining("Missing required option: '" + missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cook --fast shop --list a", "cook shop --list a --fast"})
  void anUnknownOptionIsRefusedAllTheSame(String line) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(UnmatchedArgumentException.class);
  }
}
