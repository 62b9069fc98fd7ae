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

package io.github.springxray.redis;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.LazySubsegments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * A command that is sent and answered on the thread of the caller.
 */
final class JedisCall {

	private @Nullable TraceScope scope;

	private JedisCall() {
	}

	static @Nullable Object trace(LazySubsegments subsegments, String name, String command, Work work)
			throws Throwable {
		JedisCall call = new JedisCall();
		subsegments.safely("beginning to trace a command of Redis", (current) -> call.begin(current, name, command));
		TraceScope scope = call.scope;
		if (scope == null) {
			return work.run();
		}
		Throwable failure = null;
		try {
			return work.run();
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			Throwable error = failure;
			subsegments.safely("ending to trace a command of Redis", (current) -> current.end(scope, error));
		}
	}

	private void begin(Subsegments subsegments, String name, String command) {
		Entity parent = subsegments.current();
		if (parent == null) {
			subsegments.outside("A command of Redis");
			return;
		}
		TraceScope begun = subsegments.begin(name, parent);
		Entity entity = begun.entity();
		if (entity != null && begun.isRecording()) {
			this.scope = begun;
			entity.setNamespace("remote");
			entity.putAnnotation("command", command);
		}
	}

	/**
	 * What the connection does.
	 */
	@FunctionalInterface
	interface Work {

		@Nullable Object run() throws Throwable;

	}

}
