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

package io.github.springxray.job;

/**
 * Opens segments around work that no request has asked for, in code: <pre class="code">
 * segments.run("import", () -&gt; importer.importAll(file));
 * Report report = segments.call("report", () -&gt; reports.create(date));</pre>
 * <p>
 * The segment has the name of the service and the annotation {@code job} with the name
 * that is given here; sampling rules match it as {@code job}. Where a segment is open
 * already, as in an HTTP request, the work becomes a subsegment of that name. What is
 * thrown is recorded as a fault and goes on unchanged.
 */
public interface SegmentTemplate {

	/**
	 * Do something inside a segment. It is current on the calling thread, and ends when
	 * the work returns or throws.
	 * @param <E> what the work throws
	 * @param job the name of the work, the same each time
	 * @param work what to do
	 * @throws E what the work throws, unchanged
	 */
	<E extends Exception> void run(String job, Work<E> work) throws E;

	/**
	 * Get something inside a segment. It is current on the calling thread. It ends when
	 * the work returns or throws or, if what is returned is a
	 * {@link java.util.concurrent.CompletionStage}, when that is complete.
	 * @param <T> the type of the result
	 * @param <E> what the work throws
	 * @param job the name of the work, the same each time
	 * @param work what to do
	 * @return what the work returns, the same object
	 * @throws E what the work throws, unchanged
	 */
	<T, E extends Exception> T call(String job, ResultWork<T, E> work) throws E;

	/**
	 * Return an instance that does the work and traces nothing, for tests and for
	 * applications that are not traced.
	 * @return the instance
	 */
	static SegmentTemplate none() {
		return UntracedWork.INSTANCE;
	}

	/**
	 * Does something.
	 *
	 * @param <E> what it throws
	 */
	@FunctionalInterface
	interface Work<E extends Exception> {

		/**
		 * Do it.
		 * @throws E if that failed
		 */
		void run() throws E;

	}

	/**
	 * Does something that has a result.
	 *
	 * @param <T> the type of the result
	 * @param <E> what it throws
	 */
	@FunctionalInterface
	interface ResultWork<T, E extends Exception> {

		/**
		 * Do it.
		 * @return the result
		 * @throws E if that failed
		 */
		T call() throws E;

	}

}
