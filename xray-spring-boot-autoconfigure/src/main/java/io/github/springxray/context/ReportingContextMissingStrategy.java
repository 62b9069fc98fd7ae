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

package io.github.springxray.context;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

import com.amazonaws.xray.exceptions.AlreadyEmittedException;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import com.amazonaws.xray.exceptions.SubsegmentNotFoundException;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextStartedEvent;

import io.github.springxray.recorder.ContextMissing;

/**
 * Says that no segment is in progress, as {@code xray.context-missing} asks for. That
 * something outlives the segment it belongs to is no fault and never said.
 */
final class ReportingContextMissingStrategy
		implements ContextMissingStrategy, ApplicationListener<ApplicationContextEvent>, ApplicationContextAware {

	private static final Log logger = LogFactory.getLog(ContextMissingStrategy.class);

	/**
	 * Enough for every call in a large application, and a bound if names are generated.
	 */
	private static final int MAX_PLACES = 1000;

	private final ContextMissing policy;

	private final Set<String> places = ConcurrentHashMap.newKeySet();

	private final int maxPlaces;

	private @Nullable ApplicationContext context;

	private volatile boolean running;

	ReportingContextMissingStrategy(ContextMissing policy) {
		this(policy, MAX_PLACES);
	}

	ReportingContextMissingStrategy(ContextMissing policy, int maxPlaces) {
		this.policy = policy;
		this.maxPlaces = maxPlaces;
	}

	/**
	 * Log that a call of a traced library is in no trace. Unlike code that asks for a
	 * segment it is never made to fail, and what happens while the application starts and
	 * stops is in no trace as a rule.
	 * @param call what is not recorded
	 */
	void outside(String call) {
		if (this.policy == ContextMissing.LOG && this.running) {
			contextMissing(call + " is in no trace: no segment is in progress.", SegmentNotFoundException.class);
		}
	}

	@Override
	public void onApplicationEvent(ApplicationContextEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.running = event instanceof ContextRefreshedEvent || event instanceof ContextStartedEvent;
		}
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void contextMissing(String message, Class<? extends RuntimeException> exceptionClass) {
		if (this.policy == ContextMissing.IGNORE || exceptionClass == AlreadyEmittedException.class) {
			return;
		}
		if (this.policy == ContextMissing.FAIL) {
			throw (exceptionClass == SubsegmentNotFoundException.class) ? new SubsegmentNotFoundException(message)
					: new SegmentNotFoundException(message);
		}
		String caller = CallingPlace.find();
		String place = caller.isEmpty() ? message : caller;
		if (this.places.size() < this.maxPlaces && this.places.add(place)) {
			logger.warn(message + (caller.isEmpty() ? "" : " (called at " + caller + ")") + ofCommonPool()
					+ " This is logged once for each place; set xray.context-missing=ignore to silence it.");
		}
	}

	/**
	 * Nobody can reach into the pool that futures and parallel streams use by default.
	 */
	private static String ofCommonPool() {
		boolean common = Thread.currentThread() instanceof ForkJoinWorkerThread worker
				&& worker.getPool() == ForkJoinPool.commonPool();
		return common ? " Nothing is carried to the common pool: hand a CompletableFuture an executor that is a bean,"
				+ " or wrap the task with XRayContext." : "";
	}

}
