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

package io.github.springxray.jdbc;

import java.util.List;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.recorder.TracingFaults;

/**
 * What all data sources of an application have in common.
 */
final class JdbcTracing {

	private final Subsegments subsegments;

	private final TracingFaults faults;

	private final XRayJdbcProperties properties;

	private final SqlStatements statements;

	private final JdbcExceptionMessages messages;

	private final List<XRayDataSourceCustomizer> customizers;

	private final CallSites callSites;

	JdbcTracing(Subsegments subsegments, TracingFaults faults, XRayJdbcProperties properties, SqlStatements statements,
			JdbcExceptionMessages messages, List<XRayDataSourceCustomizer> customizers, CallSites callSites) {
		this.subsegments = subsegments;
		this.faults = faults;
		this.properties = properties;
		this.statements = statements;
		this.messages = messages;
		this.customizers = customizers;
		this.callSites = callSites;
	}

	/**
	 * Return what a statement of the calling thread belongs to.
	 * @return what is current, {@code null} if nothing is or if it is not recorded
	 */
	@Nullable Entity recording() {
		Entity current = this.subsegments.current();
		return (current != null && SqlStatements.isRecording(current)) ? current : null;
	}

	/**
	 * Return whether the calling thread works for something that is known not to be
	 * recorded, which is more than that there is nothing.
	 */
	boolean isUnrecorded() {
		Entity current = this.subsegments.current();
		return current != null && !SqlStatements.isRecording(current);
	}

	/**
	 * Say that a statement is in no trace, unless it is known not to be recorded. It is
	 * said where the statement is made, as those that are not recorded are the driver's.
	 */
	void reportOutside() {
		if (this.subsegments.current() == null) {
			this.subsegments.outside("A statement");
		}
	}

	Subsegments subsegments() {
		return this.subsegments;
	}

	TracingFaults faults() {
		return this.faults;
	}

	XRayJdbcProperties properties() {
		return this.properties;
	}

	CallSites callSites() {
		return this.callSites;
	}

	SqlStatements statements() {
		return this.statements;
	}

	List<XRayDataSourceCustomizer> customizers() {
		return this.customizers;
	}

	/**
	 * Remember that a data source has thrown something, whose message tells secrets then.
	 */
	void thrownByDataSource(Throwable failure) {
		this.messages.thrownByDataSource(failure);
	}

	/**
	 * Describe what failed on an entity, without what the database says about values.
	 */
	void recordFailure(Entity entity, Throwable failure) {
		this.statements.recordFailure(entity, failure);
	}

}
