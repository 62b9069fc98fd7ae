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

package io.github.springxray.mongo;

import com.mongodb.MongoClientSettings;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.RunningContexts;

/**
 * Traces clients of MongoDB that are made of settings which are no bean. Where Spring
 * Boot makes the client, or the settings are a bean, the commands are traced without it.
 * <p>
 * The application has to be running, or starting: before, after, and where tracing or its
 * patch of the library is switched off, the methods here change nothing. They do not
 * throw.
 */
public final class MongoTracing {

	static final RunningContexts<MongoCalls> RUNNING = new RunningContexts<>();

	private MongoTracing() {
	}

	/**
	 * Trace the commands of the clients that are made of settings.
	 * @param settings the settings, of either driver
	 * @return a copy with a listener besides those that are there, to make clients of
	 */
	public static MongoClientSettings trace(MongoClientSettings settings) {
		MongoCalls calls = RUNNING.latest();
		return (calls != null) ? trace(settings, calls) : settings;
	}

	/**
	 * Trace the commands of the clients that are made of settings. To be called when all
	 * else is set: what sets the context provider or the list of listeners later takes
	 * tracing out again.
	 * @param builder the builder of the settings
	 * @return the same builder
	 */
	public static MongoClientSettings.Builder trace(MongoClientSettings.Builder builder) {
		trace(builder, RUNNING.latest());
		return builder;
	}

	static MongoClientSettings trace(MongoClientSettings settings, MongoCalls calls) {
		MongoClientSettings[] traced = { settings };
		calls.subsegments()
			.guard("tracing a client of MongoDB", () -> traced[0] = TracedSettings.trace(settings, calls));
		return traced[0];
	}

	static void trace(MongoClientSettings.Builder builder, @Nullable MongoCalls calls) {
		if (calls != null) {
			calls.subsegments().guard("tracing a client of MongoDB", () -> TracedSettings.trace(builder, calls));
		}
	}

}
