package com.happypancake.seeder;

import com.happypancake.seeder.pace.Confirms;
import com.happypancake.seeder.pace.Rate;
import java.time.Duration;
import java.util.Optional;

/**
 * A run as it stands.
 *
 * @param lastOrdinal of the folder
 * @param confirms counts since the run began
 * @param elapsed since the run began
 * @param ratePerSecond events confirmed per second since the snapshot before
 * @param target the rate that was asked for
 * @param slipped by how much the schedule is later than the rate alone would have it
 * @param remaining how long it takes at the present rate until the rest is confirmed; empty while
 *     nothing moves
 * @param blocked why the broker accepts nothing at present; empty while it does
 */
public record SeedProgress(
    long lastOrdinal,
    Confirms confirms,
    Duration elapsed,
    double ratePerSecond,
    Rate target,
    Duration slipped,
    Optional<Duration> remaining,
    Optional<String> blocked) {}
