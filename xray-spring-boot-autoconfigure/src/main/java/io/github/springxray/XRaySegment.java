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

package io.github.springxray;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens a segment around each call of a public method of a Spring bean, for work that no
 * request has asked for, such as a listener or a loop of the application. The segment has
 * the name of the service, and the annotation {@code job} with the name that is given
 * here, which sampling rules match as {@code job}.
 * <p>
 * Where a segment is open already, as in an HTTP request, the call is a subsegment of
 * that name, as with {@link XRaySubsegment @XRaySubsegment}. What is true of that
 * annotation is true of this one: results that come later end the segment when they come,
 * and {@link XRayAnnotation @XRayAnnotation} and {@link XRayMetadata @XRayMetadata}
 * record values.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface XRaySegment {

	/**
	 * The name of the job. Blank means the simple name of the class and the name of the
	 * method, such as {@code Reports.create}. Of the name of a subsegment, any character
	 * but letters, digits, white space and {@code _ . : / % & # = + \ - @} becomes
	 * {@code _}.
	 * @return the name
	 */
	String value() default "";

}
