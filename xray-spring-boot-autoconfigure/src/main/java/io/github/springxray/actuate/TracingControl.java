/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

import io.github.springxray.recorder.TracingStatus;
import io.github.springxray.recorder.TracingSwitch;

/**
 * Switches tracing and its rate at run time, for a while or for good, and says so in the
 * log.
 */
final class TracingControl implements TracingStatus, DisposableBean {

	private static final Log logger = LogFactory.getLog("io.github.springxray");

	private final TracingSwitch control;

	private @Nullable ScheduledThreadPoolExecutor timer;

	private @Nullable ScheduledFuture<?> end;

	private @Nullable Instant until;

	TracingControl(TracingSwitch control) {
		this.control = control;
	}

	/**
	 * Change what is given, and leave the rest as it is.
	 * @param enabled whether to trace
	 * @param rate which share of all requests to trace
	 * @param period after which time to go back to what is configured, {@code null} for
	 * never
	 * @param who who wants it, for the log
	 */
	void change(@Nullable Boolean enabled, @Nullable Double rate, @Nullable Duration period, String who) {
		boolean off;
		Double share;
		String length = "";
		synchronized (this) {
			off = (enabled != null) ? !enabled : this.control.isOff();
			share = (rate != null) ? rate : this.control.rate();
			this.control.set(off, share);
			cancel();
			if (period != null) {
				Instant then = Instant.now().plus(period);
				this.until = then;
				this.end = timer().schedule(() -> reset(then, "the end of the time that was asked for"),
						period.toNanos(), TimeUnit.NANOSECONDS);
				length = " until " + then;
			}
		}
		if (off) {
			logger.warn("X-Ray tracing was switched off" + length + ", by " + who + ".");
		}
		else {
			logger.info("X-Ray tracing is on" + length + ", "
					+ ((share != null) ? "for a share of " + share + " of all requests" : "by the configured sampling")
					+ ", by " + who + ".");
		}
	}

	/**
	 * Go back to what is configured.
	 */
	void reset(String who) {
		reset(null, who);
	}

	/**
	 * A change that came when the time was just over stays.
	 */
	private void reset(@Nullable Instant over, String who) {
		synchronized (this) {
			if (over != null && this.until != over) {
				return;
			}
			cancel();
			if (!isChanged()) {
				return;
			}
			this.control.set(false, null);
		}
		logger.info("X-Ray tracing is on as it is configured, by " + who + ".");
	}

	/**
	 * A rate that is as configured is no change.
	 */
	void clearRate(String who) {
		synchronized (this) {
			if (this.control.rate() == null) {
				return;
			}
			this.control.set(this.control.isOff(), null);
		}
		logger.info("Sampling is as it is configured, by " + who + ".");
	}

	private void cancel() {
		if (this.end != null) {
			this.end.cancel(false);
		}
		this.end = null;
		this.until = null;
	}

	private ScheduledThreadPoolExecutor timer() {
		if (this.timer == null) {
			this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
				Thread thread = new Thread(task, "xray-switch");
				thread.setDaemon(true);
				return thread;
			});
			this.timer.setRemoveOnCancelPolicy(true);
		}
		return this.timer;
	}

	private boolean isChanged() {
		return this.control.isOff() || this.control.rate() != null;
	}

	/**
	 * Return why nothing is traced, {@code null} if tracing was not switched off here.
	 */
	synchronized @Nullable String reasonAgainst() {
		if (!this.control.isOff()) {
			return null;
		}
		return "it was switched off at run time" + ((this.until != null) ? ", until " + this.until : "");
	}

	@Override
	public String name() {
		return "changes";
	}

	@Override
	public synchronized Map<String, ?> describe() {
		Map<String, Object> changes = new LinkedHashMap<>();
		if (this.control.isOff()) {
			changes.put("enabled", false);
		}
		if (this.control.rate() != null) {
			changes.put("samplingRate", this.control.rate());
		}
		if (this.until != null) {
			changes.put("until", this.until);
		}
		return changes;
	}

	@Override
	public synchronized void destroy() {
		cancel();
		if (this.timer != null) {
			this.timer.shutdownNow();
			this.timer = null;
		}
	}

}
