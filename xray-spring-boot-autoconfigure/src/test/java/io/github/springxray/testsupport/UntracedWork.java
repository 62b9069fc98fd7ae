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

package io.github.springxray.testsupport;

import java.util.concurrent.Executor;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import reactor.core.publisher.Mono;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * An application whose work is in no trace, called in the ways in which frameworks call
 * one. It is in a package of its own, as {@link StaticApiCalls} are.
 */
public final class UntracedWork {

	private UntracedWork() {
	}

	/**
	 * Begin something in a lambda that another thread runs.
	 * @param executor what runs it
	 */
	public static void inLambda(Executor executor) {
		executor.execute(() -> AWSXRay.beginSubsegment("orphan"));
	}

	/**
	 * Begin something in a lambda within a lambda.
	 * @param executor what runs it
	 */
	public static void inNestedLambda(Executor executor) {
		executor.execute(() -> Mono.fromRunnable(() -> AWSXRay.beginSubsegment("orphan")).block());
	}

	/**
	 * Call something that is traced.
	 * @param work what is called
	 */
	public static void call(Repository work) {
		work.find();
	}

	/**
	 * A repository, such as a framework implements.
	 */
	public interface Repository {

		/**
		 * Find something.
		 */
		void find();

	}

	/**
	 * What a scheduler calls, and all of which is traced.
	 */
	@XRayEnabled
	public static class Job implements Repository {

		/**
		 * Called once.
		 */
		@Scheduled(fixedDelay = 1_000_000)
		public void tick() {
		}

		@Override
		public void find() {
		}

	}

}
