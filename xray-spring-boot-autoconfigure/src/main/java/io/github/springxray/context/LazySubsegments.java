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

import java.util.function.Consumer;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.recorder.TracingFaults;

/**
 * Looks up what begins subsegments when it is first needed, for clients that are created
 * before most other beans. Before it is there, and after the context has closed, nothing
 * is recorded. For the starter's own packages. No method here throws.
 */
public final class LazySubsegments {

	private final ObjectProvider<Subsegments> provider;

	private final ObjectProvider<TracingFaults> faults;

	private volatile @Nullable Subsegments subsegments;

	/**
	 * Create an instance for a context.
	 * @param provider gives what begins subsegments
	 * @param faults gives what counts faults
	 */
	public LazySubsegments(ObjectProvider<Subsegments> provider, ObjectProvider<TracingFaults> faults) {
		this.provider = provider;
		this.faults = faults;
	}

	/**
	 * Return what is current on the calling thread.
	 * @return the segment or subsegment, or {@code null} if there is none
	 */
	public @Nullable Entity current() {
		Subsegments subsegments = get();
		return (subsegments != null) ? subsegments.current() : null;
	}

	/**
	 * Do something with what begins subsegments. What goes wrong is counted.
	 * @param place what is being done, one of a small fixed set
	 * @param work what to do
	 */
	public void safely(String place, Consumer<Subsegments> work) {
		Subsegments subsegments = get();
		if (subsegments != null) {
			subsegments.safely(place, () -> work.accept(subsegments));
		}
	}

	/**
	 * Change a client for tracing, maybe before anything else is there. What goes wrong
	 * is counted, and the client is to stay as it is.
	 * @param place what is being done, one of a small fixed set
	 * @param change what to do
	 */
	public void guard(String place, Runnable change) {
		try {
			change.run();
		}
		catch (RuntimeException | LinkageError ex) {
			try {
				this.faults.ifAvailable((faults) -> faults.record(place, ex));
			}
			catch (RuntimeException closed) {
				// The context is closed: nobody counts any longer
			}
		}
	}

	private @Nullable Subsegments get() {
		Subsegments subsegments = this.subsegments;
		if (subsegments == null) {
			try {
				subsegments = this.provider.getIfAvailable();
			}
			catch (BeansException | IllegalStateException ex) {
				return null;
			}
			this.subsegments = subsegments;
		}
		return subsegments;
	}

}
