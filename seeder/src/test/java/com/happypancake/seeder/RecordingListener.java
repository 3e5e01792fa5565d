package com.happypancake.seeder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what a run tells, and may do something when it does. */
final class RecordingListener implements SeedListener {

  final List<String> checking = new ArrayList<>();
  final List<SeedProgress> progress = new ArrayList<>();
  final List<ReturnedEvent> returned = new ArrayList<>();
  Optional<SeedCheck> check = Optional.empty();
  Optional<SeedReport> report = Optional.empty();
  Consumer<SeedCheck> whenChecked = checked -> {};
  Consumer<SeedProgress> whenProgressed = progressed -> {};

  @Override
  public void checking(String path) {
    checking.add(path);
  }

  @Override
  public void checked(SeedCheck checked) {
    check = Optional.of(checked);
    whenChecked.accept(checked);
  }

  @Override
  public void progressed(SeedProgress progressed) {
    progress.add(progressed);
    whenProgressed.accept(progressed);
  }

  @Override
  public void returned(ReturnedEvent event) {
    returned.add(event);
  }

  @Override
  public void ended(SeedReport ended) {
    report = Optional.of(ended);
  }
}
